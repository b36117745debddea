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
    private const long Budget = 128L << 20; // bytes of garbage, of all threads, before the pause ends by itself

    private long _allocated;
    private bool _isMine;

    public CollectionPause() => Begin();

    /// <summary>Lets garbage be collected now, if much of the budget is used. Call it where no operation runs.</summary>
    public void Renew()
    {
        if (GC.GetTotalAllocatedBytes() - _allocated > Budget / 2)
        {
            End();
            Begin();
        }
    }

    public void Dispose() => End();

    private void Begin()
    {
        _allocated = GC.GetTotalAllocatedBytes();
        try
        {
            _isMine = GC.TryStartNoGCRegion(Budget);
        }
        catch (InvalidOperationException)
        {
            _isMine = false; // another run of this process has it
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
