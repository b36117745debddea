using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace DipWeb.Storage;

/// <summary>Keeps a moment as UTC ticks: SQLite has no type for it, and the text form does not sort across offsets.</summary>
internal sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
    moment => moment.UtcTicks,
    ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
