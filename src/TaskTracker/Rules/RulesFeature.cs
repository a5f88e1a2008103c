namespace TaskTracker.Rules;

/// <summary>What a district has settled for itself: limits, approvals, ladders.</summary>
internal static class RulesFeature
{
    public static void MapRules(this IEndpointRouteBuilder api)
    {
        var rules = api.MapGroup("/rules").WithTags("Rules");
        GetRules.Map(rules);
        ChangeRules.Map(rules);
        SetLightRules.Map(api.MapGroup("/light-rules").WithTags("Rules"));
        SetReminderRules.Map(api.MapGroup("/reminder-rules").WithTags("Rules"));
    }
}
