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
            "percent", "This field has a value of the wrong type (line 1); a whole number within its limits is expected."),
        new("invalid-parameter", 400, "A query parameter is unknown or its value is not allowed; errors names the allowed ones.",
            "limit", "\"0\" is not allowed; allowed: a whole number, 1 or more."),
        new("quotas-do-not-add-up", 400, "The quotas do not share the total out among the members of the group; errors names the difference.",
            "quotas", "The quotas make 180, the total is 200: 20 missing."),
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
        new("not-addressed", 403, "This is addressed to another unit."),
        new("not-collecting-unit", 403, "Only the unit that collects the reports of this task's list, or the supervision office, does this."),
        new("not-lead-unit", 403, "Only a lead unit of this task does this."),
        new("not-supervision-office", 403, "Only the district's supervision office does this."),
        new("own-report", 403, "Nobody rules on its own report; the supervision office does."),
        new("same-reviewer", 403, "Whoever closed the task does not rule on the appeal against it; somebody else of the office does, with a key of their own."),
        new("not-your-step", 403, "It is the turn of another approver; detail says whose."),
        new("not-your-unit", 403, "This key is bound to another unit."),

        new("not-found", 404, "There is no such record, or the key may not see it."),

        new("method-not-allowed", 405, "The method is not possible on this path; Allow names those that are."),

        new("request-timeout", 408, "The request did not arrive in time."),

        new("code-taken", 409, "A gateway of the district has this code already."),
        new("not-resendable", 409, "Only a message that failed, or whose fate is unknown, is sent again."),
        new("not-sent", 409, "Only a message that was sent, perhaps, can come back."),
        new("too-many-gateways", 409, "The district has as many gateways as are allowed."),
        new("already-acknowledged", 409, "This unit has acknowledged the task already."),
        new("already-answered", 409, "An answer was given, and not returned."),
        new("already-decided", 409, "This request is decided."),
        new("already-done", 409, "This milestone or occurrence is done already."),
        new("already-fanned-out", 409, "The task was fanned out to this group already."),
        new("already-handed-in", 409, "This unit has handed its part in; the task waits for the others."),
        new("already-linked", 409, "These two tasks are linked in this way already."),
        new("already-repealed", 409, "This repeal was confirmed already."),
        new("already-reported", 409, "The report for this period is there; amend it."),
        new("already-merged", 409, "This report is merged in another one already; detail names it."),
        new("already-received", 409, "This unit has acknowledged the closing already."),
        new("already-ruled", 409, "This request was ruled on already."),
        new("already-waived", 409, "This finding was waived before."),
        new("appeal-too-late", 409, "The last day for an appeal against this closing has passed; detail names it."),
        new("appealed-before", 409, "The unit appealed against this closing already; that is done once."),
        new("approval-basis-missing", 409, "An approval by the district's leader is recorded with what it rests on."),
        new("awaiting-review", 409, "The task waits for the supervision office's review; nothing can be added until it has ruled."),
        new("changed-meanwhile", 409, "Somebody else has changed the record since it was read; read it again."),
        new("closing-replaced", 409, "The task was opened again since and closed anew; acknowledge the closing that stands."),
        new("date-in-future", 409, "The day on which it happened lies after today."),
        new("date-not-later", 409, "The new date must lie after the present one, and not before today."),
        new("date-passed", 409, "The date that is set lies before today."),
        new("date-printed", 409, "The task has a date of its own; correct it, or decide on an extension."),
        new("draft-at-work", 409, "These bytes are stored, read with other columns, and their draft has been edited or confirmed since."),
        new("edited-since", 409, "A later edit touched the same items of the draft; undo that first."),
        new("expected-too-early", 409, "The day expected instead must lie after today and, where the date cannot be met, after that date."),
        new("extension-after-expiry", 409, "The date has passed; only the supervision office can extend it now."),
        new("extension-limit", 409, "The task was extended as often as the district allows; a further extension is filed and decided by the supervision office alone."),
        new("extension-pending", 409, "An extension request of this task waits for its decision."),
        new("group-cannot-hand-over", 409, "A member of a group cannot pass the group's task on; the supervision office corrects its units."),
        new("hand-over-asked", 409, "A hand-over of this task was asked for already; it can be asked for once."),
        new("hand-over-moot", 409, "The unit that asked for the hand-over leads the task no more."),
        new("idempotency-in-progress", 409, "The first request with this Idempotency-Key is still under way."),
        new("item-confirmed", 409, "This item of the draft is a record already; correct the record."),
        new("later-than-parent", 409, "A part of a task ends after it only if the supervision office gives a reason."),
        new("leads-already", 409, "The unit leads this task already."),
        new("link-cycle", 409, "The link would close a circle of duplicates or replacements."),
        new("link-to-itself", 409, "A task is not linked with itself."),
        new("nil-report-not-asked", 409, "This list asks for no nil reports; say what was done and how far it has come."),
        new("no-answer-waits", 409, "No answer waits for a ruling."),
        new("no-deadline", 409, "The task has no date that could be missed."),
        new("no-group", 409, "No group with known members stands on the task under that name."),
        new("no-relative-limit", 409, "No limit that runs from an event stands on this task; send the limit too, or set the date."),
        new("not-a-partners-report", 409, "Only partners' reports are merged in a lead's."),
        new("not-a-member", 409, "This unit is no member of a group that leads the task; return the task as a whole."),
        new("not-asked", 409, "This report is not asked for any more; report without it."),
        new("not-done", 409, "This milestone or occurrence is not done; there is nothing to take back."),
        new("not-awaiting-review", 409, "No completion request of this task waits for a review."),
        new("order-waits", 409, "The last order to this unit on the task waits, and its date has not passed."),
        new("other-period", 409, "A report merges partners' reports on its own period."),
        new("order-level-too-high", 409, "Orders begin at the ladder's first level; the next level follows only after the last one's date was missed."),
        new("part-not-handed-in", 409, "This unit has not handed its part in."),
        new("report-accepted", 409, "The report was accepted; what is new goes into another one."),
        new("report-amended", 409, "The report was amended since it was read; read it again."),
        new("report-returned", 409, "A report that was returned can be merged once it is handed in again."),
        new("report-ruled-on", 409, "This report has been ruled on already."),
        new("too-many-files", 409, "The report has as many files as it takes."),
        new("task-closed", 409, "The task is closed."),
        new("not-suspended", 409, "The task is not suspended."),
        new("task-open", 409, "The task is not closed; this is for closed tasks."),
        new("task-suspended", 409, "The task is suspended."),
        new("open-subtasks", 409, "The task has open sub-tasks; only the supervision office closes it over them, with a reason."),
        new("too-deep", 409, "Tasks are broken down to three levels; this one stands on the last."),
        new("unit-not-on-parent", 409, "A lead's own plan is for its own unit and the units of the task; others are the supervision office's to name."),
        new("unit-not-on-task", 409, "This unit does not answer for any part of the task."),

        new("stale", 412, "The record has changed since the ETag in If-Match was read; the ETag header has the current one."),

        new("too-large", 413, "The body, or what a file in it unpacks to, is larger than is allowed here or takes too long to read; detail names the limit."),

        new("address-too-long", 414, "The address is longer than is allowed."),

        new("unsupported-media-type", 415, "The body has a media type that is not taken here."),

        new("idempotency-key-reused", 422, "This Idempotency-Key was used for another request; take a new one."),
        new("no-task-list", 422, "No task list was found in this document; nothing was stored."),
        new("other-district", 422, "The document's issuer belongs to another district than the key."),
        new("evidence-type", 422, "What is in the file is not taken as evidence; detail names what is. Nothing was stored."),
        new("unreadable-document", 422, "The file cannot be read: it is damaged, protected, or of a format that is not read; detail says why. Nothing was stored."),

        new("precondition-required", 428, "Send If-Match with the ETag of the record as you read it, so that no change of others is lost."),

        new("rate-limited", 429, "This key asks too often, or this address has sent too many wrong keys; Retry-After says when to go on."),

        new("headers-too-large", 431, "The headers are larger than is allowed."),

        new("internal-error", 500, "Something went wrong inside the service; nothing was changed. The log has the details under the trace id."),

        new("database-busy", 503, "The database is locked by another process; nothing was changed. Try again."),
        new("database-unavailable", 503, "The database does not answer; nothing was changed. Try again."),
        new("storage-full", 503, "The disk is full; nothing was changed."),
        new("storage-read-only", 503, "The database is read-only; nothing was changed."),
        new("too-busy", 503, "Too many costly reads wait already. Try again."),
        new("unavailable", 503, "The service cannot answer now. Try again."),

        new("http-version", 505, "This version of HTTP is not spoken here."),
    ];

    public static ILookup<int, ProblemType> ByStatus { get; } = All.ToLookup(problem => problem.Status);
}
