using System.Globalization;

namespace FunctionsScheduler.Jobs;

/// <summary>The rules for the fields of a submission that do not depend on its type.</summary>
internal static class SubmissionRules
{
    public static void Check(JobSubmission submission, DateTimeOffset now, List<FieldError> errors)
    {
        if (submission.Priority is < 0 or > SubmissionLimits.MaxPriority)
            Add("priority", $"is {submission.Priority}; it must be from 0 to {SubmissionLimits.MaxPriority}");
        Seconds("delaySeconds", submission.DelaySeconds, 0, SubmissionLimits.MaxDelay);
        if (submission is { DelaySeconds: not null, RunAt: not null })
            Add("runAt", $"cannot be given together with 'delaySeconds'");
        else if (submission.RunAt - now > SubmissionLimits.MaxDelay)
            Add("runAt", $"is more than {SubmissionLimits.MaxDelay.TotalDays} days ahead, which is the most");
        Seconds("timeoutSeconds", submission.TimeoutSeconds, 0.001, SubmissionLimits.MaxTimeout);
        if (submission.Retry is { } retry)
        {
            if (retry.MaxAttempts is < 1 or > SubmissionLimits.MaxAttempts)
                Add("retry.maxAttempts", $"is {retry.MaxAttempts}; it must be from 1 to {SubmissionLimits.MaxAttempts}");
            Seconds("retry.delaySeconds", retry.DelaySeconds, 0, SubmissionLimits.MaxDelay);
            Seconds("retry.maxDelaySeconds", retry.MaxDelaySeconds, 0, SubmissionLimits.MaxDelay);
            if (retry.DelaySeconds > retry.MaxDelaySeconds)
                Add("retry.maxDelaySeconds", $"must not be less than 'retry.delaySeconds'");
        }
        if (submission.Tags is { } tags)
        {
            if (tags.Count > SubmissionLimits.MaxTags)
                Add("tags", $"are {tags.Count}; there must be at most {SubmissionLimits.MaxTags}");
            for (var i = 0; i < tags.Count; i++)
            {
                if (string.IsNullOrWhiteSpace(tags[i]) || tags[i].Length > SubmissionLimits.MaxTagLength)
                    Add($"tags[{i}]", $"must have from 1 to {SubmissionLimits.MaxTagLength} characters");
            }
        }

        void Seconds(string field, double? value, double least, TimeSpan most)
        {
            if (value is { } seconds && !(seconds >= least && seconds <= most.TotalSeconds))
                Add(field, $"is {seconds}; it must be from {least} to {most.TotalSeconds} seconds");
        }

        void Add(string field, FormattableString message) => errors.Add(new FieldError(field, message.ToString(CultureInfo.InvariantCulture)));
    }
}
