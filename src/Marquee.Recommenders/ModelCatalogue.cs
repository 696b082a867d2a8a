namespace Marquee.Recommenders;

/// <summary>Every model that can be trained. One line here makes a family known to the commands, the configuration and the tests.</summary>
public static class ModelCatalogue
{
    /// <summary>All families, simplest first.</summary>
    public static IReadOnlyList<ModelFamily> All { get; } =
    [
        new ModelFamily<MostPopularOptions>(
            "most-popular", "The items that most users met, the same for everyone.", "A count; no paper", MostPopularTrainer.Train, MostPopularModel.Load),
        new ModelFamily<RecentlyPopularOptions>(
            "recently-popular", "The items that most users met lately, the same for everyone.", "Ji et al., SIGIR 2020",
            RecentlyPopularTrainer.Train, RecentlyPopularModel.Load),
        new ModelFamily<DemographicOptions>(
            "demographic", "What people like this user meet: popularity, corrected for country, age, gender and whatever else is known.", "Pazzani, AI Review 1999",
            DemographicTrainer.Train, DemographicModel.Load),
        new ModelFamily<ContentOptions>(
            "content", "What is said of the history's items and in searches: categories, labels, people, words of title and summary.", "Lops et al., 2011",
            ContentTrainer.Train, ContentModel.Load),
        new ModelFamily<ItemKnnOptions>(
            "item-knn", "What is like the history: items are alike that the same users met.", "Sarwar et al., WWW 2001", ItemKnnTrainer.Train, ItemKnnModel.Load),
        new ModelFamily<UserKnnOptions>(
            "user-knn", "What those users met whose histories are most like the history.", "Resnick et al., CSCW 1994", UserKnnTrainer.Train, UserKnnModel.Load),
        new ModelFamily<Rp3BetaOptions>(
            "rp3-beta", "Where a random walk from the history over users and items ends, popular ends held back.", "Paudel et al., ACM TiiS 2017",
            Rp3BetaTrainer.Train, Rp3BetaModel.Load),
        new ModelFamily<PureSvdOptions>(
            "pure-svd", "The history as the few tastes see it in which users differ most, by singular value decomposition.", "Cremonesi et al., RecSys 2010",
            PureSvdTrainer.Train, PureSvdModel.Load),
        new ModelFamily<EaseOptions>(
            "ease", "Predicts each item from all others at once, by least squares in closed form.", "Steck, WWW 2019", EaseTrainer.Train, EaseModel.Load),
        new ModelFamily<SlimOptions>(
            "slim", "Predicts each item from the few others that tell most about it.", "Ning and Karypis, ICDM 2011", SlimTrainer.Train, SlimModel.Load),
        new ModelFamily<MarkovOptions>(
            "markov", "What usually comes after the items met last.", "Ludewig and Jannach, UMUAI 2018", MarkovTrainer.Train, MarkovModel.Load),
        new ModelFamily<SlistOptions>(
            "slist", "Foretells what comes next from what was met last and before, by least squares in closed form.", "Choi et al., WWW 2021",
            SlistTrainer.Train, SlistModel.Load),
        new ModelFamily<AlsOptions>(
            "als", "Factors of users and items whose product tells who met what, by alternating least squares.", "Rendle et al., RecSys 2022",
            AlsTrainer.Train, AlsModel.Load),
        new ModelFamily<BprOptions>(
            "bpr", "Factors of items learned by comparing what a user met with what they did not.", "Rendle et al., UAI 2009; Kabbur et al., KDD 2013", BprTrainer.Train, BprModel.Load),
        new ModelFamily<SasrecOptions>(
            "sasrec", "Reads a history from its first item to its last and foretells the next, by a network that learns where to look back.",
            "Kang and McAuley, ICDM 2018; Klenitskiy and Vasilev, RecSys 2023", SasrecTrainer.Train, SasrecModel.Load),
        new ModelFamily<MultitaskOptions>(
            "multitask", "Matrix factorisation and a neural network trained as one over shared embeddings of users and items.", "He et al., WWW 2017; Liang et al., WWW 2018",
            MultitaskTrainer.Train, MultitaskModel.Load),
        new ModelFamily<LightGcnOptions>(
            "lightgcn", "Items learned on the graph of users and items, along whose edges they gather what is met together.", "He et al., SIGIR 2020", LightGcnTrainer.Train, GraphModel.Load),
        new ModelFamily<Bm3Options>(
            "bm3", "Items, their features and users that learn to foretell each other, with nothing to tell them from.", "Zhou et al., WWW 2023", Bm3Trainer.Train, GraphModel.Load),
        new ModelFamily<FreedomOptions>(
            "freedom", "Items learned on the graph of users and items and on a frozen one of items that look and sound alike.", "Zhou and Shen, MM 2023", FreedomTrainer.Train, GraphModel.Load),
        new ModelFamily<SlmrecOptions>(
            "slmrec", "Items learned from users, pictures and sound at once, with self-supervised tasks that keep these in agreement.", "Tao et al., IEEE TMM 2022",
            SlmrecTrainer.Train, GraphModel.Load),
        new ModelFamily<BiasesOptions>(
            "biases", "The rating to expect from the mean of all ratings, the item and the user alone.", "Koren, TKDD 2010", BiasesTrainer.Train, BiasesModel.Load),
        new ModelFamily<BiasedMfOptions>(
            "biased-mf", "Biases and factors of users and items that ratings leave possible, averaged over many draws; predicts ratings and how sure it is.",
            "Salakhutdinov and Mnih, ICML 2008", BiasedMfTrainer.Train, BiasedMfModel.Load),
        new ModelFamily<BayesFmOptions>(
            "bayes-fm", "Ratings from who, what and when, each described by all that is known of it, averaged over many draws; predicts how likely each rating is.",
            "Freudenthaler et al., 2011; Rendle et al., 2019", BayesFmTrainer.Train, BayesFmModel.Load),
        new ModelFamily<BlendOptions>(
            "blend", "Any set of models as one: their scores, standardised for each user, weighted as held-out data say.", "Metzler and Croft, Information Retrieval 2007",
            BlendTrainer.Train, BlendModel.Load),
        new ModelFamily<HybridOptions>(
            "hybrid", "Users, items, factors, content and popularity as one, re-ranked by boosted trees where asked for: what a service would start with.", "Burke, User Modeling 2002", HybridTrainer.Train, HybridTrainer.Load),
    ];

    /// <summary>The family of a name.</summary>
    /// <exception cref="OptionException">There is no such family; the message lists those there are.</exception>
    public static ModelFamily Find(string name) =>
        All.FirstOrDefault(family => family.Name == name)
        ?? throw new OptionException($"There is no model '{name}'; the models are {string.Join(", ", All.Select(family => family.Name))}.");
}
