using System.Text.Json;
using Marquee.Data;
using Marquee.Live;

namespace Marquee.Server;

/// <summary>One item.</summary>
internal sealed class OneItem : OneRecord<Item>
{
    protected override string Word => "item";

    protected override Item? Find(Caller caller, string id) => caller.Tenant.Engine.Catalogue is var catalogue && catalogue.IndexOf(id) is >= 0 and var index ? catalogue[index] : null;

    protected override string IdOf(Item record) => record.Id;

    protected override Item Read(byte[] json, string id) => RecordJson.ReadItem(json, id);

    protected override void Write(Utf8JsonWriter json, Item record) => RecordJson.Write(json, record);

    protected override void Put(ChangeSet set, Item record) => set.Put(record);

    protected override void Update(ChangeSet set, string id, Func<Item?, Item?> update) => set.UpdateItem(id, update);

    protected override void Delete(ChangeSet set, string id) => set.DeleteItem(id);
}
