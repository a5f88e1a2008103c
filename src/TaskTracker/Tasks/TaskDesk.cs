using System.Reflection;
using Dapper;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using TaskTracker.Audit;
using TaskTracker.Auth;
using TaskTracker.Core;
using TaskTracker.Core.Calendar;
using TaskTracker.Core.Tasks;
using TaskTracker.Outbox;
using TaskTracker.Platform;

namespace TaskTracker.Tasks;

/// <summary>Who asks for an act on a task, when and where; what the handler of every such act is given.</summary>
internal sealed class TaskDesk(Caller caller, Database database, DateTimeOffset now, string path, CancellationToken cancellation)
{
    public Caller Caller { get; } = caller;

    public DateTimeOffset Now { get; } = now;

    public DateOnly Today => BeijingTime.DateOf(Now);

    public static ValueTask<TaskDesk?> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        _ = parameter;
        return ValueTask.FromResult<TaskDesk?>(new TaskDesk(
            (Caller)http.Features.GetRequiredFeature<ICallerIdentity>(),
            http.RequestServices.GetRequiredService<Database>(),
            http.RequestServices.GetRequiredService<TimeProvider>().Now(),
            http.Request.Path.ToString(),
            http.RequestAborted));
    }

    public async Task<ActUnderWay> BeginAsync() => new(await database.BeginAsync(cancellation), this, path);
}

/// <summary>
/// An act in its transaction: ask the rule, insert the record, say who did it and tell the others, answer 201. Without
/// its 201 nothing of it stays.
/// </summary>
internal sealed class ActUnderWay(Transaction transaction, TaskDesk desk, string path) : IAsyncDisposable
{
    public Transaction Transaction { get; } = transaction;

    public long TaskId { get; private set; }

    private Caller Caller => desk.Caller;

    /// <summary>Takes the task, asks the rule and saves what it answers.</summary>
    public Task<TaskAct.Outcome> DoAsync(long taskId, Func<PolicyTask, Decision<PolicyTask>> rule)
    {
        TaskId = taskId;
        return Transaction.ActAsync(Caller, taskId, desk.Now, rule);
    }

    /// <summary>Takes the task, for rules that need more than it; what they answer is saved with <see cref="KeepAsync"/>.</summary>
    /// <returns>Null if there is none, or the caller may not see it.</returns>
    public Task<PolicyTask?> TakeAsync(long taskId)
    {
        TaskId = taskId;
        return Transaction.TakeTaskAsync(Caller, taskId);
    }

    /// <summary>Saves what a rule answered.</summary>
    public async Task<ProblemHttpResult?> KeepAsync(PolicyTask before, PolicyTask after)
    {
        await Transaction.MovedAsync(Caller, TaskId, desk.Now);
        return await Transaction.KeepAsync(Caller.DistrictId, before, after, desk.Now);
    }

    /// <param name="sql">
    /// An insert that returns the id; knows @DistrictId, @TaskId, @UnitId (the caller's), @Today, @Now and @By besides the values.
    /// </param>
    /// <param name="values">The record's own.</param>
    public Task<long> InsertAsync(string sql, object values) => Transaction.QuerySingleAsync<long>(sql, With(values));

    /// <summary>What is asked on the task has changed: the next tick looks at it.</summary>
    public Task LookAgainAsync() => Transaction.LookAgainAsync(Caller.DistrictId, [TaskId]);

    /// <inheritdoc cref="InsertAsync"/>
    public Task<int> ExecuteAsync(string sql, object? values = null) => Transaction.ExecuteAsync(sql, With(values));

    /// <inheritdoc cref="InsertAsync"/>
    public Task<T?> FindAsync<T>(string sql, object? values = null) => Transaction.QuerySingleOrDefaultAsync<T>(sql, With(values));

    /// <summary>The audit entry and the event, in the transaction of the act.</summary>
    public async Task TellAsync<TEvent>(string act, string? reason, TEvent happened, params IReadOnlyList<Change> changes)
        where TEvent : IEvent
    {
        await RecordAsync(act, reason, changes);
        await Transaction.PublishAsync(Caller.DistrictId, happened, desk.Now);
    }

    /// <summary>The audit entry, for what nobody else need be told.</summary>
    public Task RecordAsync(string act, string? reason, params IReadOnlyList<Change> changes) =>
        Transaction.RecordAsync(Caller, "task", TaskId, act, desk.Now, reason, changes);

    /// <param name="sql">Reads the record by @Id, with @Fetch = 1.</param>
    /// <param name="id">The record's id.</param>
    public async Task<Created<T>> CreatedAsync<T>(string sql, long id) =>
        await CreatedAsync(await Transaction.QuerySingleAsync<T>(sql, With(new { Id = id, Fetch = 1 })));

    /// <summary>Commits and answers 201 with the record.</summary>
    public async Task<Created<T>> CreatedAsync<T>(T record)
    {
        await Transaction.CommitAsync();
        return TypedResults.Created(path, record);
    }

    public ValueTask DisposeAsync() => Transaction.DisposeAsync();

    private DynamicParameters With(object? values)
    {
        var parameters = new DynamicParameters(values);
        parameters.Add("DistrictId", Caller.DistrictId);
        parameters.Add("TaskId", TaskId);
        parameters.Add("UnitId", Caller.UnitId, System.Data.DbType.Int64);
        parameters.Add("Today", desk.Today);
        parameters.Add("Now", desk.Now);
        parameters.Add("By", Caller.Name);
        return parameters;
    }
}
