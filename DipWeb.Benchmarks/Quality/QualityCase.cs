namespace DipWeb.Benchmarks.Quality;

/// <summary>One picture damaged in one way: a row of the table.</summary>
/// <param name="Name">What --case takes.</param>
/// <param name="Meaning">What is done to which picture.</param>
/// <param name="Task">Task identifier.</param>
/// <param name="Sources">Files of the data folder that the case reads.</param>
/// <param name="Damage">Makes the damaged picture from the sources, given by their full paths.</param>
internal sealed record QualityCase(
    string Name, string Meaning, string Task, IReadOnlyList<string> Sources, Func<IReadOnlyList<string>, DamagedPicture> Damage)
{
    /// <summary>The damaged picture, made from the pictures of a folder.</summary>
    public DamagedPicture Make(string data) => Damage([.. Sources.Select(source => Path.Combine(data, source))]);

    /// <summary>What somebody else published for this case.</summary>
    public Published? Published { get; init; }

    /// <summary>The cases it is averaged with.</summary>
    public CaseGroup? Group { get; init; }
}
