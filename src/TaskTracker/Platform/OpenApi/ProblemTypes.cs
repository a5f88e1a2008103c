namespace TaskTracker.Platform.OpenApi;

/// <summary>A way in which the service says no.</summary>
/// <param name="Code">Stable; leaves as <c>urn:tasktracker:code</c>.</param>
/// <param name="Status">The HTTP status that it comes with.</param>
/// <param name="Meaning">One sentence for the caller.</param>
/// <param name="Field">The field or parameter that <c>errors</c> names in the example, where the type has them.</param>
/// <param name="Error">What <c>errors</c> says of it in the example.</param>
internal sealed record ProblemType(string Code, int Status, string Meaning, string? Field = null, string? Error = null)
{
    public string Urn => Problems.TypePrefix + Code;
}

/// <summary>Every problem type of the service, by status; a test compares it with the codes in the source.</summary>
internal static class ProblemTypes
{
    public static readonly IReadOnlyList<ProblemType> All =
    [
        new("bad-request", 400, "The request cannot be read."),
        new("invalid-json", 400, "The body is no JSON, lacks a required field, has an unknown one or a value of the wrong type.",
            "percent", "This field has a value of the wrong type (line 1)."),
        new("invalid-parameter", 400, "A query parameter is unknown or its value is not allowed; errors names the allowed ones.",
            "limit", "\"0\" is not allowed; allowed: a whole number, 1 or more."),
        new("unit-unknown", 400, "A unit or group that the body names is not in the district's registry.",
            "leadUnits", "No unit or group of the district is called \"区丁局\"."),
        new("validation", 400, "A field breaks its limits; errors names them.", "done", "'Done' must not be empty."),

        new("unauthorized", 401, "No key was sent. Send a key: Authorization: Bearer ttk_…"),
        new("key-unknown", 401, "This key is not known here."),
        new("key-revoked", 401, "This key was revoked."),
        new("key-expired", 401, "This key has expired."),

        new("forbidden", 403, "This is not allowed."),
        new("role-not-allowed", 403, "The role of this key does not allow this."),
        new("not-a-participant", 403, "Only a unit that takes part in this task does this."),
        new("not-a-recipient", 403, "Notifications are for units and the supervision office; this key is neither."),
        new("not-collecting-unit", 403, "Only the unit that collects the reports of this task's list, or the supervision office, does this."),
        new("not-lead-unit", 403, "Only a lead unit of this task does this."),
        new("not-supervision-office", 403, "Only the district's supervision office does this."),
        new("not-your-unit", 403, "This key is bound to another unit."),

        new("not-found", 404, "There is no such record, or the key may not see it."),

        new("method-not-allowed", 405, "The method is not possible on this path; Allow names those that are."),

        new("already-acknowledged", 409, "This unit has acknowledged the task already."),
        new("already-done", 409, "This milestone or occurrence is done already."),
        new("already-handed-in", 409, "This unit has handed its part in; the task waits for the others."),
        new("already-waived", 409, "This finding was waived before."),
        new("awaiting-review", 409, "The task waits for the supervision office's review; nothing can be added until it has ruled."),
        new("changed-meanwhile", 409, "Somebody else has changed the record since it was read; read it again."),
        new("date-printed", 409, "The task has a date of its own; correct it, or decide on an extension."),
        new("draft-at-work", 409, "These bytes are stored, read with other columns, and their draft has been edited or confirmed since."),
        new("edited-since", 409, "A later edit touched the same items of the draft; undo that first."),
        new("idempotency-in-progress", 409, "The first request with this Idempotency-Key is still under way."),
        new("item-confirmed", 409, "This item of the draft is a record already; correct the record."),
        new("no-relative-limit", 409, "No limit that runs from an event stands on this task; send the limit too, or set the date."),
        new("not-done", 409, "This milestone or occurrence is not done; there is nothing to take back."),
        new("not-awaiting-review", 409, "No completion request of this task waits for a review."),
        new("task-closed", 409, "The task is closed."),
        new("not-suspended", 409, "The task is not suspended."),
        new("task-open", 409, "The task is not closed; this is for closed tasks."),
        new("task-suspended", 409, "The task is suspended."),

        new("stale", 412, "The record has changed since the ETag in If-Match was read; the ETag header has the current one."),

        new("too-large", 413, "The body, or what a file in it unpacks to, is larger than is allowed here or takes too long to read; detail names the limit."),

        new("unsupported-media-type", 415, "The body has a media type that is not taken here."),

        new("idempotency-key-reused", 422, "This Idempotency-Key was used for another request; take a new one."),
        new("no-task-list", 422, "No task list was found in this document; nothing was stored."),
        new("other-district", 422, "The document's issuer belongs to another district than the key."),
        new("unreadable-document", 422, "The file cannot be read: it is damaged, protected, or of a format that is not read; detail says why. Nothing was stored."),

        new("precondition-required", 428, "Send If-Match with the ETag of the record as you read it, so that no change of others is lost."),

        new("internal-error", 500, "Something went wrong inside the service; nothing was changed. The log has the details under the trace id."),

        new("database-busy", 503, "The database is locked by another process; nothing was changed. Try again."),
        new("database-unavailable", 503, "The database does not answer; nothing was changed. Try again."),
        new("storage-full", 503, "The disk of the database is full; nothing was changed."),
        new("storage-read-only", 503, "The database is read-only; nothing was changed."),
        new("unavailable", 503, "The service cannot answer now. Try again."),
    ];

    public static ILookup<int, ProblemType> ByStatus { get; } = All.ToLookup(problem => problem.Status);
}
