using TorchSharp;

namespace DipWeb.Engine.Devices;

/// <summary>As many threads as libtorch computes with on a CPU, for the kernels that are written here; they wait for work between two calls.</summary>
internal static class ComputeThreads
{
    private static readonly Lock OneAtATime = new();
    private static readonly List<Helper> Helpers = [];

    /// <summary>Divides work among the threads, the caller among them, and returns when all of it is done.</summary>
    /// <param name="parts">At most how many threads have something to do.</param>
    /// <param name="work">Does one share: its number, and how many there are. It must not throw.</param>
    public static void Divide(int parts, Action<int, int> work)
    {
        var count = Math.Clamp(torch.get_num_threads(), 1, parts);
        if (count == 1)
        {
            work(0, 1);
            return;
        }

        lock (OneAtATime)
        {
            while (Helpers.Count < count - 1)
            {
                Helpers.Add(new Helper());
            }

            for (var part = 1; part < count; part++)
            {
                Helpers[part - 1].Begin(work, part, count);
            }

            work(0, count);
            for (var part = 1; part < count; part++)
            {
                Helpers[part - 1].End();
            }
        }
    }

    /// <summary>One thread, which lasts as long as the process.</summary>
    private sealed class Helper
    {
        private readonly Flag _begun = new();
        private readonly Flag _ended = new();
        private (Action<int, int> Work, int Part, int Count) _task;

        public Helper() => new Thread(WorkForEver) { IsBackground = true, Name = "compute helper" }.Start();

        public void Begin(Action<int, int> work, int part, int count)
        {
            _task = (work, part, count);
            _begun.Raise();
        }

        public void End() => _ended.Await();

        private void WorkForEver()
        {
            while (true)
            {
                _begun.Await();
                _task.Work(_task.Part, _task.Count);
                _ended.Raise();
            }
        }
    }

    /// <summary>Raised by one thread and awaited by another, in turns.</summary>
    private sealed class Flag
    {
        private const int Looks = 1000; // before the thread sleeps: a wake-up takes as long as a small kernel
        private readonly object _gate = new();
        private volatile bool _isUp;

        public void Raise()
        {
            lock (_gate)
            {
                _isUp = true;
                Monitor.Pulse(_gate);
            }
        }

        public void Await()
        {
            for (var look = 0; look < Looks && !_isUp; look++)
            {
                Thread.SpinWait(10);
            }

            lock (_gate)
            {
                while (!_isUp)
                {
                    Monitor.Wait(_gate);
                }

                _isUp = false;
            }
        }
    }
}
