namespace TaskTracker.Documents;

/// <summary>From an uploaded gazette to records: upload, draft, corrections, waivers, confirmation.</summary>
internal static class DocumentsFeature
{
    public static void MapDocuments(this IEndpointRouteBuilder api)
    {
        var documents = api.MapGroup("/documents").WithTags("Documents");
        UploadDocument.Map(documents);
        GetDocument.Map(documents);
        GetDocumentText.Map(documents);
        GetDraft.Map(documents);
        ListFindings.Map(documents);
        CorrectDraftItem.Map(documents);
        WaiveFinding.Map(documents);
        EditDraft.Map(documents);
        UndoDraftEdit.Map(documents);
        ListDraftEdits.Map(documents);
        AddDraftAlias.Map(documents);
        GetDiff.Map(documents);
        ConfirmDocument.Map(documents);

        ChangeTaskList.Map(api.MapGroup("/task-lists").WithTags("Task lists"));
    }
}
