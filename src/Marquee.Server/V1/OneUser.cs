using System.Text.Json;
using Marquee.Data;
using Marquee.Live;

namespace Marquee.Server;

/// <summary>One user. That somebody was erased is noted, and not who.</summary>
internal sealed class OneUser : OneRecord<User>
{
    protected override string Word => "user";

    protected override string? Erasure => ChangeActions.EraseUser;

    protected override User? Find(Caller caller, string id) => caller.Tenant.Engine.FindUser(id)?.Record;

    protected override string IdOf(User record) => record.Id;

    protected override User Read(byte[] json, string id) => RecordJson.ReadUser(json, id);

    protected override void Write(Utf8JsonWriter json, User record) => RecordJson.Write(json, record);

    protected override void Put(ChangeSet set, User record) => set.Put(record);

    protected override void Update(ChangeSet set, string id, Func<User?, User?> update) => set.UpdateUser(id, update);

    protected override void Delete(ChangeSet set, string id) => set.DeleteUser(id);
}
