using System.Net;
using Marquee.Storage;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Marquee.Server;

/// <summary>An address to listen on.</summary>
internal sealed class ListenAddress
{
    private readonly IPAddress? _address;
    private readonly bool _isLocalhost;
    private readonly int _port;

    private ListenAddress(IPAddress? address, bool isLocalhost, int port) => (_address, _isLocalhost, _port) = (address, isLocalhost, port);

    /// <summary>Whether only this machine can reach it.</summary>
    public bool IsLoopback => _isLocalhost || (_address is not null && IPAddress.IsLoopback(_address));

    /// <summary>Reads an address such as <c>http://localhost:8710</c>, <c>http://0.0.0.0:80</c> or <c>http://*:80</c>.</summary>
    /// <exception cref="StoreException">It is none.</exception>
    public static ListenAddress Parse(string url)
    {
        BindingAddress binding;
        try
        {
            binding = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw Refuse(url, "is no address");
        }

        if (binding.Scheme != "http" || binding.PathBase.Length > 0 || binding.IsUnixPipe || binding.IsNamedPipe)
        {
            throw Refuse(url, "is not of the kind that is served; TLS and paths are the business of a proxy in front");
        }

        return binding.Host switch
        {
            "localhost" => new ListenAddress(null, isLocalhost: true, binding.Port),
            "*" or "+" => new ListenAddress(null, isLocalhost: false, binding.Port),
            var host when IPAddress.TryParse(host.Trim('[', ']'), out var address) => new ListenAddress(address, isLocalhost: false, binding.Port),
            _ => throw Refuse(url, "names another machine, or this one by a name"),
        };
    }

    /// <summary>Lets a server listen on it.</summary>
    public void Apply(KestrelServerOptions options)
    {
        if (_isLocalhost)
        {
            options.ListenLocalhost(_port);
        }
        else if (_address is null)
        {
            options.ListenAnyIP(_port);
        }
        else
        {
            options.Listen(_address, _port);
        }
    }

    private static StoreException Refuse(string url, string why) =>
        new($"'{url}' {why}; an address to listen on looks like http://localhost:8710, http://192.168.1.10:8710 or http://*:8710.");
}
