namespace DipWeb.Engine.Specs;

/// <summary>What is fitted to the measurement.</summary>
public enum RestorationMethod
{
    /// <summary>A generator whose output, degraded, shall meet the measurement (Ulyanov, Vedaldi and Lempitsky, CVPR 2018).</summary>
    DeepImagePrior,

    /// <summary>The same, with the guide picture as the network input.</summary>
    GuidedPrior,

    /// <summary>A small denoiser trained on two half-size views of the one noisy picture (Mansour and Heckel, “Zero-Shot Noise2Noise”, CVPR 2023).</summary>
    TwoViews,

    /// <summary>A picture under a semi-transparent mark, each layer with a prior of its own (Gandelsman, Shocher and Irani, “Double-DIP”, CVPR 2019).</summary>
    Layers,
}
