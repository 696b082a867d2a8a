using Marquee.Data;
using Marquee.Storage;

namespace Marquee.Live.Tests;

/// <summary>An engine over a store of its own in a folder that goes with it; can be closed and opened again.</summary>
internal sealed class LiveService : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("marquee-live-").FullName;
    private readonly Workspace _workspace;

    public LiveService(LiveOptions? options = null, TimeProvider? time = null)
    {
        Options = options ?? new LiveOptions { LookAround = TimeSpan.FromHours(1) };
        Time = time ?? TimeProvider.System;
        _workspace = Workspace.Create(_folder);
        Engine = Open();
    }

    public LiveOptions Options { get; }

    public TimeProvider Time { get; }

    public LiveEngine Engine { get; private set; }

    public Workspace Workspace => _workspace;

    public ModelRegistry Models => _workspace.Models;

    public async Task Restart()
    {
        await Engine.DisposeAsync();
        Engine = Open();
    }

    public IDataStore OpenStore() => _workspace.OpenStore();

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public static Interaction Watch(string user, string item, int minute = 0, float progress = 1) => new()
    {
        UserId = user,
        ItemId = item,
        Kind = InteractionKinds.Watch,
        Progress = progress,
        Time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute),
    };

    public static Interaction Thumb(string user, string item, bool up, int minute = 0) =>
        Watch(user, item, minute) with { Kind = up ? InteractionKinds.ThumbUp : InteractionKinds.ThumbDown, Progress = null };

    private LiveEngine Open() => LiveEngine.Open(OpenStore(), Models, Options, Time);
}
