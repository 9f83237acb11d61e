namespace FunctionsScheduler.Processing;

/// <summary>Thrown by a handler for an error that another attempt would not mend: the job fails at once.</summary>
public class PermanentJobException : Exception
{
    /// <summary>A permanent failure with its reason, shown to whoever queries the job.</summary>
    public PermanentJobException(string message)
        : base(message)
    {
    }

    /// <summary>A permanent failure with its reason and what caused it.</summary>
    public PermanentJobException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
