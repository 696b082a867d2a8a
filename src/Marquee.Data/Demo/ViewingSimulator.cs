using Marquee.Numerics;

namespace Marquee.Data.Demo;

/// <summary>Lets one viewer live through the two years: visits in the evening, searches, choices, how far they watched and what they said of it.</summary>
internal sealed class ViewingSimulator
{
    // Weights follow the drift of taste in steps; a step of a month is far below what two years of drift change.
    private const int DaysPerStep = 30;

    private readonly DemoWorld _world;
    private readonly DemoViewer _viewer;
    private readonly SplittableRandom _random;
    private readonly double[] _weights;
    private readonly bool[] _started;
    private readonly bool[] _listed;
    private readonly List<(int Item, float Progress)> _underWay = [];
    private readonly List<Interaction> _events = [];
    private int _step = -1;

    public ViewingSimulator(DemoWorld world, DemoViewer viewer, int number, DemoOptions options)
    {
        _world = world;
        _viewer = viewer;
        _random = new SplittableRandom(options.Seed).Split("viewing").Split((ulong)number);
        _weights = new double[world.Items.Count];
        _started = new bool[world.Items.Count];
        _listed = new bool[world.Items.Count];
    }

    public IReadOnlyList<Interaction> Run()
    {
        var days = DemoWorld.Days - _viewer.JoinDay;
        // A visit starts about 1.6 items.
        var visits = Math.Max(3, (int)Math.Round(_viewer.WatchesPerYear * days / 365.0 / 1.6));
        var moments = new long[visits];
        for (var visit = 0; visit < visits; visit++)
        {
            moments[visit] = Moment(_viewer.JoinDay + _random.Next(days));
        }

        moments.AsSpan().Sort();
        for (var visit = 0; visit < visits; visit++)
        {
            Visit(moments[visit], $"{_viewer.User.Id}-{visit + 1:D3}");
        }

        return _events;
    }

    private long Moment(int day)
    {
        // Most visits are in the evening by the viewer's own clock.
        var hour = _random.NextDouble() < 0.7 ? 19 + (1.6 * _random.NextGaussian()) : 24 * _random.NextDouble();
        var midnight = new DateTimeOffset(_world.Start.AddDays(day), TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds();
        var end = new DateTimeOffset(_world.Start.AddDays(DemoWorld.Days), TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds();
        var moment = midnight + (long)((hour - _viewer.Country.HoursFromUtc) * 3600);
        return Math.Clamp(moment, midnight, end - 7200);
    }

    private void Visit(long moment, string session)
    {
        var day = (int)((moment - new DateTimeOffset(_world.Start, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds()) / 86400);
        UpdateWeights(day);
        if (_underWay.Count > 0 && _random.NextDouble() < 0.55)
        {
            moment = Continue(moment, session, day);
        }

        var starts = 1 + (_random.NextDouble() < 0.4 ? 1 : 0) + (_random.NextDouble() < 0.2 ? 1 : 0);
        for (var start = 0; start < starts; start++)
        {
            var searched = _random.NextDouble() < 0.12;
            var item = searched ? Search(ref moment, session, day) : Choose(day);
            if (item < 0)
            {
                return;
            }

            moment = Watch(item, moment, session, day);
        }

        if (_random.NextDouble() < 0.18 && Choose(day) is >= 0 and var later && !_listed[later])
        {
            _listed[later] = true;
            Record(InteractionKinds.ListAdd, later, moment, session);
        }
    }

    private void UpdateWeights(int day)
    {
        if (day / DaysPerStep == _step)
        {
            return;
        }

        _step = day / DaysPerStep;
        for (var item = 0; item < _weights.Length; item++)
        {
            _weights[item] = Math.Exp((_viewer.Determination * _viewer.Utility(item, day)) + _world.Renown[item]);
        }
    }

    private int Choose(int day, Func<Item, bool>? wanted = null)
    {
        var prominence = _world.ProminenceOn(day);
        Span<double> upTo = stackalloc double[_weights.Length];
        var total = 0.0;
        for (var item = 0; item < upTo.Length; item++)
        {
            if (!_started[item] && (wanted is null || wanted(_world.Items[item])))
            {
                // What was put on the list is three times as likely to be picked next.
                total += _weights[item] * prominence[item] * (_listed[item] ? 3 : 1);
            }

            upTo[item] = total;
        }

        if (total == 0)
        {
            return -1;
        }

        var at = _random.NextDouble() * total;
        var low = upTo.BinarySearch(at);
        low = low < 0 ? ~low : low + 1;
        while (low < upTo.Length - 1 && _started[low])
        {
            low++;
        }

        return Math.Min(low, upTo.Length - 1);
    }

    private int Search(ref long moment, string session, int day)
    {
        // Somebody who searches has a title, a theme or a person in mind, and that comes from their taste.
        var inMind = Choose(day);
        if (inMind < 0)
        {
            return -1;
        }

        var item = _world.Items[inMind];
        var way = _random.Next(3);
        var (text, found) = way switch
        {
            0 => (item.Title ?? item.Id, inMind),
            1 when item.Labels.Count > 0 => ByTheme(item.Labels[_random.Next(Math.Min(3, item.Labels.Count))]),
            _ when item.People.Count > 0 => ByPerson(item.People[_random.Next(item.People.Count)].Name),
            _ => (item.Title ?? item.Id, inMind),
        };
        _events.Add(new Interaction
        {
            UserId = _viewer.User.Id,
            ItemId = string.Empty,
            Kind = InteractionKinds.Search,
            Time = DateTimeOffset.FromUnixTimeSeconds(moment),
            Session = session,
            Text = text,
        });
        moment += 30 + _random.Next(90);
        return found;

        (string Text, int Found) ByTheme(string theme) =>
            (theme.Replace('-', ' '), Choose(day, candidate => candidate.Labels.Contains(theme)));

        (string Text, int Found) ByPerson(string name) =>
            (name, Choose(day, candidate => candidate.People.Any(person => person.Name == name)));
    }

    private long Watch(int item, long moment, string session, int day)
    {
        _started[item] = true;
        var liking = _viewer.Utility(item, day) + (0.6 * _random.NextGaussian());
        var series = _world.Items[item].Kind == "series";
        // A film is given up or seen through; a series moves on by a piece at each visit.
        var finishes = _random.NextDouble() < 1 / (1 + Math.Exp(-1.4 * (liking + 0.2)));
        var progress = series
            ? (float)Math.Clamp((finishes ? 0.25 : 0.08) + (0.1 * _random.NextDouble()), 0.02, 1)
            : finishes ? (float)(0.9 + (0.1 * _random.NextDouble())) : (float)(0.05 + (0.6 * _random.NextDouble()));
        RecordWatch(item, moment, session, progress);
        if (series && finishes)
        {
            _underWay.Add((item, progress));
        }

        return Say(item, liking, Later(item, moment, progress), session);
    }

    private long Continue(long moment, string session, int day)
    {
        var at = _random.Next(_underWay.Count);
        var (item, before) = _underWay[at];
        var progress = (float)Math.Min(1, before + 0.2 + (0.3 * _random.NextDouble()));
        RecordWatch(item, moment, session, progress);
        moment = Later(item, moment, progress - before);
        if (progress < 1)
        {
            _underWay[at] = (item, progress);
            return moment;
        }

        _underWay.RemoveAt(at);
        return Say(item, _viewer.Utility(item, day) + 0.8, moment, session);
    }

    private long Say(int item, double liking, long moment, string session)
    {
        // People speak up at the extremes.
        var chance = _random.NextDouble();
        if (liking > 1.5 && chance < 0.35)
        {
            Record(InteractionKinds.ThumbUp, item, moment, session);
        }
        else if (liking < 0 && chance < 0.4)
        {
            Record(InteractionKinds.ThumbDown, item, moment, session);
        }

        return moment + 60;
    }

    private long Later(int item, long moment, float progress)
    {
        var minutes = int.TryParse(_world.Items[item].Attributes["runtime"], out var runtime) ? runtime : 90;
        return moment + (long)(60 * minutes * Math.Clamp(progress, 0.05f, 1f)) + _random.Next(120);
    }

    private void RecordWatch(int item, long moment, string session, float progress) =>
        Record(InteractionKinds.Watch, item, moment, session, MathF.Round(progress, 2));

    private void Record(string kind, int item, long moment, string session, float? progress = null) =>
        _events.Add(new Interaction
        {
            UserId = _viewer.User.Id,
            ItemId = _world.Items[item].Id,
            Kind = kind,
            Progress = progress,
            Time = DateTimeOffset.FromUnixTimeSeconds(moment),
            Session = session,
        });
}
