namespace DipWeb.Engine.Specs;

/// <summary>Which generator is fitted to the picture. The network is the prior.</summary>
public abstract record NetworkSpec
{
    private protected NetworkSpec()
    {
    }

    /// <summary>Number of times the resolution is halved: picture sides are padded to a multiple of 2 to this power.</summary>
    public abstract int Depth { get; }

    /// <summary>Channels that one pixel of the iterate passes through, over all scales: what memory grows with.</summary>
    internal abstract double ChannelsPerPixel { get; }

    /// <summary>Short description for people, for example “hourglass 128x5, skips of 4”.</summary>
    public abstract string Name { get; }
}
