namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

[AttributeUsage(AttributeTargets.Parameter)]
public abstract class TriggerBindingAttribute : Attribute;

[AttributeUsage(AttributeTargets.Class)]
public sealed class BindingCapabilitiesAttribute(params string[] capabilities) : Attribute
{
    public string[] Capabilities => capabilities;
}

public static class KnownBindingCapabilities
{
    public const string FunctionLevelRetry = "FunctionLevelRetry";
}

[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ExtensionInformationAttribute(string extensionPackage, string extensionVersion) : Attribute
{
    public string ExtensionPackage => extensionPackage;

    public string ExtensionVersion => extensionVersion;
}
