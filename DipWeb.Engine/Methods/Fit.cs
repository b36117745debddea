using DipWeb.Engine.Imaging;
using DipWeb.Engine.Networks;
using DipWeb.Engine.Optimization;
using DipWeb.Engine.Specs;
using TorchSharp;

namespace DipWeb.Engine.Methods;

/// <summary>What is fitted to the measurement: everything the loop needs to know of a method. Owns its parameters.</summary>
internal abstract class Fit : IDisposable
{
    /// <summary>The parameters that the optimizer moves.</summary>
    public abstract ParameterBuffer Parameters { get; }

    /// <summary>Creates the fit of the problem's method.</summary>
    /// <param name="problem">What is fitted to; outlives the fit.</param>
    /// <param name="generator">Draws initial values and perturbations; outlives the fit.</param>
    public static Fit Create(RestorationProblem problem, torch.Generator generator) => problem.Spec.Method switch
    {
        RestorationMethod.DeepImagePrior or RestorationMethod.GuidedPrior => new PriorFit(problem, generator),
        RestorationMethod.TwoViews => new TwoViewFit(problem, generator),
        RestorationMethod.Layers => new LayeredFit(problem, generator),
    };

    /// <summary>Whether a pass is the same operations on the same tensors each time, but for what <see cref="Draw"/> changes.</summary>
    public virtual bool IsSteady => true;

    /// <summary>Draws the random numbers of the next pass, before it.</summary>
    public virtual void Draw()
    {
    }

    /// <summary>One pass forward.</summary>
    public abstract FitPass Forward();

    /// <summary>Makes of a pass what is to be shown and judged, upon gradients that are there; here the pass itself.</summary>
    public virtual FitPass Complete(FitPass pass) => pass;

    /// <summary>Moves what the optimizer does not, upon gradients that are there.</summary>
    public virtual void Step()
    {
    }

    /// <summary>The parameters that make the picture, in the order of <see cref="Parameters"/>. Waits for the device.</summary>
    public virtual float[] LearntParameters() => TensorImage.ToArray(Parameters.Values);

    /// <summary>The state that <see cref="Step"/> moves; empty without any.</summary>
    public virtual float[] Capture() => [];

    /// <summary>Goes back to a captured state.</summary>
    /// <param name="state">Of a fit of the same problem.</param>
    public virtual void Restore(float[] state)
    {
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
