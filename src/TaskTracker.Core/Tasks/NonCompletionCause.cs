namespace TaskTracker.Core.Tasks;

/// <summary>Why a task was not completed (DEMANDS 26).</summary>
public enum NonCompletionCause
{
    /// <summary>工作不力.</summary>
    SlackWork,

    /// <summary>效率低下.</summary>
    Inefficiency,

    /// <summary>履职缺位.</summary>
    AbsentDuty,

    /// <summary>不可抗力.</summary>
    ForceMajeure,

    /// <summary>外部条件.</summary>
    ExternalConditions,
}
