using DipWeb.Engine.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace DipWeb.Images;

public static class ImageEndpoints
{
    private const int DefaultPreviewSide = 1024;
    private const int MaxPreviewSide = 4096;

    /// <summary>Maps uploading and reading of pictures and masks.</summary>
    public static IEndpointRouteBuilder MapImages(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);

        // The limit of the form is enforced while it is read, so the server's own smaller one steps aside.
        var uploadSize = new DisableRequestSizeLimitAttribute();
        var images = routes.MapGroup("/api/images").WithTags("Images");
        images.MapPost("/", AddImageAsync).WithMetadata(uploadSize).Accepts<ImageUpload>("multipart/form-data").ProducesProblem(422);
        images.MapGet("/{id}", GetImageAsync).Produces(200, contentType: "image/png", additionalContentTypes: ["image/jpeg", "image/webp", "image/tiff"]).ProducesProblem(404);
        images.MapGet("/{id}/info", GetInfoAsync).ProducesProblem(404);
        images.MapGet("/{id}/diagnosis", GetDiagnosisAsync).ProducesProblem(404);
        images.MapGet("/{id}/preview", GetPreviewAsync).Produces(200, contentType: "image/jpeg").ProducesProblem(404);
        images.MapDelete("/{id}", DeleteImageAsync).ProducesProblem(404).ProducesProblem(409);
        var masks = routes.MapGroup("/api/masks").WithTags("Masks");
        masks.MapPost("/", AddMaskAsync).WithMetadata(uploadSize).Accepts<MaskUpload>("multipart/form-data").ProducesProblem(422);
        masks.MapGet("/{id}", GetMaskAsync).Produces(200, contentType: "image/png").ProducesProblem(404);
        return routes;
    }

    private static async Task<Created<ImageInfo>> AddImageAsync(
        HttpRequest request, UploadSpool spool, ImageStore images, IOptions<ImageLimits> limits, CancellationToken cancellationToken)
    {
        using var form = await UploadForm.ReadAsync(request, spool, limits.Value, cancellationToken);
        var image = await images.AddAsync(form.File, cancellationToken);
        return TypedResults.Created($"/api/images/{image.Id}", ImageInfo.Of(image));
    }

    private static async Task<PhysicalFileHttpResult> GetImageAsync(
        string id, HttpResponse response, ImageStore images, CancellationToken cancellationToken)
    {
        var image = await images.GetAsync(id, cancellationToken);
        KeepForever(response);
        response.Headers.ContentDisposition = $"inline; filename=\"{image.Id}.{image.Format}\"";
        return TypedResults.PhysicalFile(
            images.PathOf(id), $"image/{image.Format}", entityTag: new EntityTagHeaderValue($"\"{image.Sha256}\""), enableRangeProcessing: true);
    }

    private static async Task<Ok<ImageInfo>> GetInfoAsync(string id, HttpResponse response, ImageStore images, CancellationToken cancellationToken)
    {
        var info = ImageInfo.Of(await images.GetAsync(id, cancellationToken));
        KeepForever(response);
        return TypedResults.Ok(info);
    }

    /// <summary>The browser keeps nothing here: a later release may judge better.</summary>
    private static async Task<Ok<PictureDiagnosis>> GetDiagnosisAsync(string id, ImageStore images, CancellationToken cancellationToken) =>
        TypedResults.Ok(await images.DiagnoseAsync(id, cancellationToken));

    private static async Task<FileContentHttpResult> GetPreviewAsync(
        string id, HttpResponse response, ImageStore images, CancellationToken cancellationToken, int size = DefaultPreviewSide)
    {
        if (size is < 1 or > MaxPreviewSide)
        {
            throw new ImageRejectedException("param.range", $"The size of a preview is between 1 and {MaxPreviewSide} pixels.")
            { Limit = MaxPreviewSide, Actual = size };
        }

        var jpeg = await images.PreviewAsync(id, size, cancellationToken);
        KeepForever(response);
        return TypedResults.Bytes(jpeg, "image/jpeg");
    }

    private static async Task<NoContent> DeleteImageAsync(string id, ImageStore images, CancellationToken cancellationToken)
    {
        await images.DeleteAsync(id, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Created<MaskInfo>> AddMaskAsync(
        HttpRequest request, UploadSpool spool, MaskStore masks, IOptions<ImageLimits> limits, CancellationToken cancellationToken)
    {
        using var form = await UploadForm.ReadAsync(request, spool, limits.Value, cancellationToken);
        var mask = await masks.AddAsync(form.Text("imageId"), form.File, cancellationToken);
        return TypedResults.Created($"/api/masks/{mask.Id}", MaskInfo.Of(mask));
    }

    private static async Task<PhysicalFileHttpResult> GetMaskAsync(
        string id, HttpResponse response, MaskStore masks, CancellationToken cancellationToken)
    {
        await masks.GetAsync(id, cancellationToken);
        KeepForever(response);
        return TypedResults.PhysicalFile(masks.PathOf(id), "image/png");
    }

    /// <summary>What an id names never changes; only this browser may keep it.</summary>
    private static void KeepForever(HttpResponse response) =>
        response.Headers.CacheControl = "private, max-age=31536000, immutable";
}
