using System.Reflection;

namespace Marquee.Server;

/// <summary>The version of the service.</summary>
internal static class ServiceVersion
{
    /// <summary>As it is told to whoever asks, such as <c>0.1.0</c>.</summary>
    public static readonly string Text = typeof(ServiceVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
