namespace DipWeb.Engine.Specs;

/// <summary>What to do to one picture: pure settings, no pictures and no tensors. Serializable.</summary>
public abstract record RestorationSpec
{
    private protected RestorationSpec()
    {
    }

    /// <summary>Task identifier, as on the wire.</summary>
    public abstract string Task { get; }

    /// <summary>The preset the settings came from.</summary>
    public required Preset Preset { get; init; }

    /// <summary>The generator that is fitted.</summary>
    public required NetworkSpec Network { get; init; }

    /// <summary>Optimizer steps, at least 1.</summary>
    public required int Iterations { get; init; }

    /// <summary>Adam's step size.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Standard deviation of the Gaussian noise added to the network input each iteration (the paper's reg_noise_std).</summary>
    public required double InputNoise { get; init; }

    /// <summary>Decay of the averaged iterate, in [0, 1): 0.99 keeps 99 % of the past; 0 keeps none.</summary>
    public required double Averaging { get; init; }

    /// <summary>Seed of the run's only random generator.</summary>
    public required long Seed { get; init; }
}
