using FunctionsScheduler.Processing;

namespace FunctionsScheduler.Handlers.Images;

/// <summary>A file looked like an image, but is damaged, cut off, or not one after all.</summary>
public sealed class UnreadableImageException(string message, Exception? innerException = null)
    : PermanentJobException(message, innerException);
