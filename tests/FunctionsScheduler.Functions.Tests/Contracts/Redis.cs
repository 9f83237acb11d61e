namespace Microsoft.Azure.Functions.Worker.Extensions.Redis;

public enum ListDirection
{
    LEFT,
    RIGHT,
}
