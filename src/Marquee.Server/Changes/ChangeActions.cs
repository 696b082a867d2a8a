namespace Marquee.Server;

/// <summary>What the log of changes calls what people do.</summary>
internal static class ChangeActions
{
    public const string TrainModel = "model.train";
    public const string PublishModel = "model.publish";
    public const string ServeModel = "model.serve";
    public const string RollBackModel = "model.rollback";
    public const string CancelJob = "job.cancel";
    public const string AddKey = "key.add";
    public const string RevokeKey = "key.revoke";
    public const string EraseUser = "user.erase";
    public const string Import = "import";
    public const string ChangeServing = "serving.change";
}
