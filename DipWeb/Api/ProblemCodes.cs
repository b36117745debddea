namespace DipWeb.Api;

/// <summary>Which HTTP status belongs to which code. A code without a line of its own is 422: understood, but not possible.</summary>
internal static class ProblemCodes
{
    public static int StatusOf(string code) => code switch
    {
        "image.empty" or "form.malformed" => StatusCodes.Status400BadRequest,
        "image.unknown" or "mask.unknown" => StatusCodes.Status404NotFound,
        "image.in_use" => StatusCodes.Status409Conflict,
        "upload.too_large" => StatusCodes.Status413PayloadTooLarge,
        "image.type_unsupported" or "encoding.unsupported" => StatusCodes.Status415UnsupportedMediaType,
        "storage.full" => StatusCodes.Status507InsufficientStorage,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
