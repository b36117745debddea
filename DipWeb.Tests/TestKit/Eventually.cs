using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace DipWeb.Tests.TestKit;

/// <summary>Waits for something that happens by itself, by looking again and again until a deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>The first reading that satisfies the condition; the test fails when none did in time.</summary>
    public static async Task<T> GetAsync<T>(
        Func<Task<T>> read, Func<T, bool> condition, TimeSpan? deadline = null, [CallerArgumentExpression(nameof(condition))] string wanted = "")
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var value = await read();
            if (condition(value))
            {
                return value;
            }

            Assert.True(Stopwatch.GetElapsedTime(began) < (deadline ?? Deadline), $"Not in time: {wanted}. The last reading was {value}.");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until the condition holds.</summary>
    public static Task HoldsAsync(Func<bool> condition, TimeSpan? deadline = null, [CallerArgumentExpression(nameof(condition))] string wanted = "") =>
        GetAsync(() => Task.FromResult(condition()), holds => holds, deadline, wanted);
}
