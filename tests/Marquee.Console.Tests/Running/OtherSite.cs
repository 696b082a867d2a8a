using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Marquee.Console.Tests;

/// <summary>A web site that is not the console, with one page.</summary>
internal sealed class OtherSite : IDisposable
{
    private readonly HttpListener _listener = new();

    private OtherSite(int port) => Port = port;

    /// <summary>Where it is, on <c>localhost</c> and on <c>127.0.0.1</c>.</summary>
    public int Port { get; }

    public static OtherSite Start(string html)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var site = new OtherSite(((IPEndPoint)free.LocalEndpoint).Port);
        free.Stop();
        site._listener.Prefixes.Add($"http://localhost:{site.Port}/");
        site._listener.Prefixes.Add($"http://127.0.0.1:{site.Port}/");
        site._listener.Start();
        _ = site.Answer(Encoding.UTF8.GetBytes($"<!doctype html><title>Elsewhere</title>{html}"));
        return site;
    }

    public void Dispose() => _listener.Close();

    private async Task Answer(byte[] page)
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                context.Response.ContentType = "text/html; charset=utf-8";
                context.Response.Close(page, willBlock: false);
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }
}
