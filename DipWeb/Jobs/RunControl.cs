namespace DipWeb.Jobs;

/// <summary>The one line from a person to a run: what is wanted of it now. Read by the run between two iterations.</summary>
public sealed class RunControl
{
    private int _desired;

    /// <summary>Raised on the thread of the one who asks, each time more is wanted.</summary>
    public event Action<JobDesire>? Raised;

    public JobDesire Desired => (JobDesire)Volatile.Read(ref _desired);

    /// <summary>Asks for more; asking for less than before does nothing.</summary>
    /// <param name="desired">What is wanted now.</param>
    public void Request(JobDesire desired)
    {
        var before = Volatile.Read(ref _desired);
        while (before < (int)desired)
        {
            var seen = Interlocked.CompareExchange(ref _desired, (int)desired, before);
            if (seen == before)
            {
                Raised?.Invoke(desired);
                return;
            }

            before = seen;
        }
    }
}
