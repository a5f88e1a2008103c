using FluentValidation;

namespace TaskTracker.Platform;

/// <summary>Runs a use case's validator before its handler; the errors are keyed by the JSON field.</summary>
internal static class Validation
{
    public static RouteHandlerBuilder WithValidation<TRequest, TValidator>(this RouteHandlerBuilder route)
        where TValidator : AbstractValidator<TRequest>, new()
    {
        var validator = new TValidator();
        return route
            .AddEndpointFilter(async (context, next) =>
            {
                var request = context.Arguments.OfType<TRequest>().Single();
                var result = validator.Validate(request);
                return result.IsValid ? await next(context) : result.ToProblem();
            })
            .WithMetadata(validator)
            .ProducesProblems(400, 413, 415);
    }
}
