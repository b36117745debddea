using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace DipWeb.Images;

/// <summary>One uploaded file and the short texts around it. The file goes to the disk as it arrives, never into memory.</summary>
/// <remarks>The names that the sender gives to files are not read at all: no text from outside becomes part of a path.</remarks>
internal sealed class UploadForm : IDisposable
{
    private const int MaxParts = 8;
    private const int MaxTextLength = 256;
    private const int MaxBoundaryLength = 100;

    // What the headers and the boundaries of a form may add to the file.
    private const long FormOverhead = 1 << 16;

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private SpooledUpload? _file;

    private UploadForm()
    {
    }

    /// <summary>The content of the field <c>file</c>.</summary>
    public SpooledUpload File => _file ?? throw Malformed("The form has no field named file.");

    /// <exception cref="ImageRejectedException"><c>form.malformed</c>, <c>upload.too_large</c>, <c>encoding.unsupported</c>.</exception>
    public static async Task<UploadForm> ReadAsync(HttpRequest request, UploadSpool spool, ImageLimits limits, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limits.MaxBytes + FormOverhead)
        {
            throw UploadSpool.TooLarge(limits.MaxBytes, request.ContentLength.Value);
        }

        var form = new UploadForm();
        try
        {
            var reader = new MultipartReader(Boundary(request), request.Body) { BodyLengthLimit = null };
            await form.FillAsync(reader, spool, cancellationToken);
            _ = form.File;
            return form;
        }
        catch (Exception exception) when (exception is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            form.Dispose();
            throw Malformed("The form is damaged or was not sent completely.");
        }
        catch
        {
            form.Dispose();
            throw;
        }
    }

    /// <summary>A text field, or empty when it is missing.</summary>
    public string Text(string name) => _texts.GetValueOrDefault(name, "");

    public void Dispose() => _file?.Dispose();

    private static string Boundary(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.Count > 0)
        {
            throw new ImageRejectedException("encoding.unsupported", "Send the form without a content encoding.");
        }

        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).ToString()
            : "";
        return boundary.Length is > 0 and <= MaxBoundaryLength
            ? boundary
            : throw Malformed("Send multipart/form-data with a boundary of at most 100 characters.");
    }

    private static ImageRejectedException Malformed(string message) => new("form.malformed", message);

    private async Task FillAsync(MultipartReader reader, UploadSpool spool, CancellationToken cancellationToken)
    {
        for (var count = 0; await reader.ReadNextSectionAsync(cancellationToken) is { } section; count++)
        {
            if (count == MaxParts)
            {
                throw new ImageRejectedException("form.malformed", $"The form has more than {MaxParts} parts.") { Limit = MaxParts };
            }

            var name = section.GetContentDispositionHeader()?.Name is { } quoted ? HeaderUtilities.RemoveQuotes(quoted).ToString() : "";
            if (name == "file")
            {
                _file = _file is null
                    ? await spool.TakeAsync(section.Body, cancellationToken)
                    : throw Malformed("The form has more than one field named file.");
            }
            else
            {
                _texts[name] = await ReadTextAsync(section, cancellationToken);
            }
        }
    }

    private static async Task<string> ReadTextAsync(MultipartSection section, CancellationToken cancellationToken)
    {
        var bytes = new byte[MaxTextLength + 1];
        var length = await section.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= MaxTextLength
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw new ImageRejectedException("form.malformed", $"A text field is longer than {MaxTextLength} bytes.") { Limit = MaxTextLength };
    }
}
