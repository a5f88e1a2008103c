using FluentValidation;

namespace TaskTracker.Platform;

/// <summary>Says of an endpoint which validator its request meets; made when it is first asked for, so that a start makes none.</summary>
internal sealed class ValidatedRequest(Lazy<IValidator> validator)
{
    public IValidator Validator => validator.Value;
}

/// <summary>Runs a use case's validator before its handler; the errors are keyed by the JSON field.</summary>
internal static class Validation
{
    public static RouteHandlerBuilder WithValidation<TRequest, TValidator>(this RouteHandlerBuilder route)
        where TValidator : AbstractValidator<TRequest>, new()
    {
        var validator = new Lazy<IValidator>(() => new TValidator());
        return route
            .AddEndpointFilter(async (context, next) =>
            {
                var request = context.Arguments.OfType<TRequest>().Single();
                var result = ((TValidator)validator.Value).Validate(request);
                return result.IsValid ? await next(context) : result.ToProblem();
            })
            .WithMetadata(new ValidatedRequest(validator))
            .ProducesProblems(400, 413, 415);
    }
}
