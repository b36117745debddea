namespace DipWeb.Tests.TestKit;

/// <summary>Time that passes many times faster than elsewhere.</summary>
internal sealed class FastClock(int factor) : TimeProvider
{
    public override long GetTimestamp() => System.GetTimestamp() * factor;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Shortened(dueTime), Shortened(period));

    private TimeSpan Shortened(TimeSpan span) => span > TimeSpan.Zero ? span / factor : span;
}
