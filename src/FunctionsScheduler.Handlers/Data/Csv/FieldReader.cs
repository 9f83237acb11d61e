namespace FunctionsScheduler.Handlers.Data.Csv;

/// <summary>Reads a field as a value of one type; false when it is not one.</summary>
internal delegate bool FieldReader<T>(string field, out T value);
