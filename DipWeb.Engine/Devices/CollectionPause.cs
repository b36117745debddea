using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace DipWeb.Engine.Devices;

/// <summary>Keeps garbage from being collected while tensor operations run; it is collected between them, when the loop says so.</summary>
/// <remarks>
/// TorchSharp 0.107 turns every number that goes into an operation into a native object with a finalizer, hands its address to
/// libtorch, and holds no reference to it while libtorch reads it. A collection at that moment frees the number: seen as an internal
/// assertion of libtorch in runs that made much garbage, and possible as a wrong number. See docs/adr/0010.
/// There is one pause in a process at a time; a second one does nothing.
/// </remarks>
internal sealed class CollectionPause : IDisposable
{
    private const long SmallestBudget = 128L << 20;
    private const long PicturesInBudget = 32;
    private const long CompletedInBudget = 6; // far larger, and far fewer of them

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private readonly TimeSpan _patience;
    private readonly long _budget; // bytes of garbage, of all threads, before the pause ends by itself
    private long _allocatedAtFull; // bytes of all threads by the last collection of everything
    private long _began;
    private bool _isMine;

    /// <param name="pictureBytes">Bytes of one picture: what the loop and those who watch it allocate is mostly copies of it.</param>
    /// <param name="completedBytes">Bytes of what those who watch complete it to; 0 where that is the picture itself.</param>
    /// <param name="patience">How long garbage may lie; null for a fifth of a second.</param>
    public CollectionPause(long pictureBytes, long completedBytes = 0, TimeSpan? patience = null)
    {
        _patience = patience ?? Patience;
        _budget = Math.Max(SmallestBudget, (PicturesInBudget * pictureBytes) + (CompletedInBudget * completedBytes));
        _allocatedAtFull = GC.GetTotalAllocatedBytes();
        Begin();
    }

    /// <summary>Collects garbage now, if much of the budget is used or it has lain for long. Call it where no operation runs.</summary>
    /// <remarks>
    /// What libtorch calls back into holds a little native memory until then, and so scattered that blocks of megabytes find less and less room between
    /// them, so it may not lie for long. It dies young: a collection of what is young takes a millisecond or two, however much else the process holds.
    /// Large arrays are old at once. The collection with which a pause begins leaves most of them where they are, more and more of them in a long run;
    /// the one after much of the budget does not.
    /// </remarks>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "While there is a pause, nothing else collects; what is collected are arrays, not native memory.")]
    public void Renew()
    {
        const int Young = 1; // generations 0 and 1
        var isFull = GC.GetTotalAllocatedBytes() - _allocatedAtFull > _budget / 2;
        if (!isFull && Stopwatch.GetElapsedTime(_began) <= _patience)
        {
            return;
        }

        End();
        if (isFull)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            _allocatedAtFull = GC.GetTotalAllocatedBytes();
        }
        else
        {
            GC.Collect(Young, GCCollectionMode.Forced, blocking: true);
        }

        Begin();
    }

    public void Dispose() => End();

    private void Begin()
    {
        _began = Stopwatch.GetTimestamp();
        try
        {
            _isMine = GC.TryStartNoGCRegion(_budget);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentOutOfRangeException)
        {
            _isMine = false; // another run of this process has it, or the machine cannot spare so much
        }
    }

    private void End()
    {
        if (!_isMine)
        {
            return;
        }

        _isMine = false;
        try
        {
            GC.EndNoGCRegion();
        }
        catch (InvalidOperationException)
        {
            // More than the budget was allocated, and it ended by itself.
        }
    }
}
