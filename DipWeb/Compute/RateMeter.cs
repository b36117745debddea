namespace DipWeb.Compute;

/// <summary>Iterations per second over the last seconds.</summary>
internal sealed class RateMeter
{
    private const double WindowSeconds = 5;

    private readonly Queue<(double Seconds, int Iteration)> _samples = new();

    /// <summary>Adds a sample and returns the rate; 0 while there is nothing to compare with.</summary>
    public double Add(double seconds, int iteration)
    {
        _samples.Enqueue((seconds, iteration));
        while (_samples.Count > 2 && seconds - _samples.Peek().Seconds > WindowSeconds)
        {
            _samples.Dequeue();
        }

        var (first, start) = _samples.Peek();
        return seconds > first ? (iteration - start) / (seconds - first) : 0;
    }
}
