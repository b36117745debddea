namespace DipWeb.Engine.Imaging;

/// <summary>A scale factor as a fraction in lowest terms.</summary>
public readonly record struct Ratio
{
    /// <summary>Largest denominator: a resampling has one kernel for each of its phases.</summary>
    public const int LargestDenominator = 16;

    /// <summary>Creates numerator / denominator and reduces it.</summary>
    /// <param name="numerator">At least 1.</param>
    /// <param name="denominator">At least 1; at most <see cref="LargestDenominator"/> when reduced.</param>
    /// <exception cref="ArgumentOutOfRangeException">A part is out of range.</exception>
    public Ratio(int numerator, int denominator)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(numerator, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(denominator, 1);
        var divisor = (int)System.Numerics.BigInteger.GreatestCommonDivisor(numerator, denominator);
        (Numerator, Denominator) = (numerator / divisor, denominator / divisor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Denominator, LargestDenominator, nameof(denominator));
    }

    /// <summary>No change of size.</summary>
    public static Ratio One { get; } = new(1, 1);

    /// <summary>Pixels of the result for each <see cref="Denominator"/> of the measurement.</summary>
    public int Numerator { get; }

    /// <summary>Pixels of the measurement for each <see cref="Numerator"/> of the result.</summary>
    public int Denominator { get; }

    /// <summary>The fraction as a number.</summary>
    public double Value => (double)Numerator / Denominator;

    /// <summary>A side of the result: side * numerator / denominator, rounded down.</summary>
    /// <param name="side">A side of the measurement, in pixels.</param>
    public int Scale(int side) => (int)((long)side * Numerator / Denominator);

    /// <summary>Reads “3”, “1.5” or “3/2”; false for anything else, also for a denominator that is too large.</summary>
    /// <param name="text">Invariant culture.</param>
    /// <param name="ratio">The fraction.</param>
    public static bool TryParse(string text, out Ratio ratio)
    {
        ArgumentNullException.ThrowIfNull(text);
        ratio = One;
        var parts = text.Split('/');
        if (parts.Length == 2)
        {
            return Whole(parts[0], out var numerator) && Whole(parts[1], out var denominator) && TryCreate(numerator, denominator, out ratio);
        }

        return parts.Length == 1
            && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && TryApproximate(value, out ratio);
    }

    /// <inheritdoc/>
    public override string ToString() => Denominator == 1
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    private static bool Whole(string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static bool TryCreate(int numerator, int denominator, out Ratio ratio)
    {
        const int FarTooLarge = 100_000;
        ratio = One;
        if (numerator is < 1 or > FarTooLarge || denominator is < 1 or > FarTooLarge)
        {
            return false;
        }

        var divisor = (int)System.Numerics.BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (denominator / divisor > LargestDenominator)
        {
            return false;
        }

        ratio = new Ratio(numerator, denominator);
        return true;
    }

    /// <summary>The fraction of the smallest denominator that equals a decimal within its usual rounding: 1.33 and 1.333 are not 4/3.</summary>
    private static bool TryApproximate(double value, out Ratio ratio)
    {
        const double Rounding = 1e-9;
        for (var denominator = 1; denominator <= LargestDenominator; denominator++)
        {
            var numerator = Math.Round(value * denominator);
            if (numerator >= 1 && numerator < int.MaxValue && Math.Abs((numerator / denominator) - value) < Rounding)
            {
                return TryCreate((int)numerator, denominator, out ratio);
            }
        }

        ratio = One;
        return false;
    }
}
