using System.Numerics;

namespace Marquee.Recommenders;

/// <summary>Counts of items that fade at two speeds. One thread writes while others read.</summary>
/// <remarks>
/// Source: forward decay (Cormode, Shkapenyuk, Srivastava and Xu, Forward Decay: A Practical Time Decay Model for Streaming Systems, ICDE 2009). An event adds <c>2^((time - landmark) / half-life)</c>, and the count at a moment is the
/// sum times <c>2^((landmark - moment) / half-life)</c>: adding is O(1), nothing need be touched as time passes, and events may come in any order. Before the numbers become too large the landmark moves on and all are scaled, which with a half-life of
/// two days is every three years. The items stand in an open-addressed table of numbers, which a reader sees whole or in the state before: 40 to 80 bytes an item that has events.
/// </remarks>
internal sealed class DecayedCounts(NewestMoment newest, double halfLife, double usualHalfLife)
{
    private const double MostHalfLives = 512;
    private const double Forgotten = 1e-6;

    private volatile Table _table = new(0, 16);

    /// <summary>Adds an event.</summary>
    public void Add(int item, double weight, long time)
    {
        var table = _table;
        if (table.Count == 0)
        {
            table = _table = new Table(time, table.Keys.Length);
        }
        else if ((time - (double)table.Landmark) / halfLife > MostHalfLives)
        {
            table = _table = Rebuilt(table, time, table.Keys.Length);
        }

        if (2 * (table.Count + 1) > table.Keys.Length)
        {
            table = _table = Rebuilt(table, table.Landmark, 2 * table.Keys.Length);
        }

        table.Add(item, weight * Power(time, table.Landmark, halfLife), weight * Power(time, table.Landmark, usualHalfLife));
    }

    /// <summary>The count of an item as of the newest event.</summary>
    public double Of(int item)
    {
        // First the table and then the moment: a landmark that lay behind the moment would make counts without bound.
        var table = _table;
        var slot = table.Find(item);
        return slot < 0 ? 0 : Volatile.Read(ref table.Recent[slot]) * Power(table.Landmark, newest.Value, halfLife);
    }

    /// <summary>All counts as of the newest event.</summary>
    /// <typeparam name="TState">Type of what the visitor needs.</typeparam>
    /// <param name="state">What the visitor needs.</param>
    /// <param name="visit">Told each item, its count, and what its share of the usual would let expect.</param>
    public void Visit<TState>(TState state, Action<TState, int, double, double> visit)
    {
        // First the table and then the moment: a landmark that lay behind the moment would make counts without bound.
        var table = _table;
        var scale = Power(table.Landmark, newest.Value, halfLife);
        var usual = table.UsualTotal > 0 ? table.RecentTotal * scale / table.UsualTotal : 0;
        for (var slot = 0; slot < table.Keys.Length; slot++)
        {
            var key = Volatile.Read(ref table.Keys[slot]);
            if (key != 0)
            {
                visit(state, key - 1, Volatile.Read(ref table.Recent[slot]) * scale, Volatile.Read(ref table.Usual[slot]) * usual);
            }
        }
    }

    private Table Rebuilt(Table table, long landmark, int slots)
    {
        var (recent, usual) = (Power(table.Landmark, landmark, halfLife), Power(table.Landmark, landmark, usualHalfLife));
        var rebuilt = new Table(landmark, slots);
        for (var slot = 0; slot < table.Keys.Length; slot++)
        {
            if (table.Keys[slot] != 0 && Math.Abs(table.Usual[slot] * usual) >= Forgotten)
            {
                rebuilt.Add(table.Keys[slot] - 1, table.Recent[slot] * recent, table.Usual[slot] * usual);
            }
        }

        return rebuilt;
    }

    private static double Power(long time, long landmark, double halfLife) => Math.Pow(2, (time - (double)landmark) / halfLife);

    private sealed class Table(long landmark, int slots)
    {
        private readonly int _shift = 32 - BitOperations.Log2((uint)slots);

        public long Landmark => landmark;

        /// <summary>Item index + 1 in each slot; 0 for none.</summary>
        public int[] Keys { get; } = new int[slots];

        public double[] Recent { get; } = new double[slots];

        public double[] Usual { get; } = new double[slots];

        public int Count { get; private set; }

        public double RecentTotal { get; private set; }

        public double UsualTotal { get; private set; }

        public void Add(int item, double recent, double usual)
        {
            var slot = First(item);
            while (Keys[slot] != 0 && Keys[slot] != item + 1)
            {
                slot = (slot + 1) & (Keys.Length - 1);
            }

            Volatile.Write(ref Recent[slot], Recent[slot] + recent);
            Volatile.Write(ref Usual[slot], Usual[slot] + usual);
            RecentTotal += recent;
            UsualTotal += usual;
            if (Keys[slot] == 0)
            {
                // Readers look at the numbers of a slot only after its key.
                Volatile.Write(ref Keys[slot], item + 1);
                Count++;
            }
        }

        public int Find(int item)
        {
            for (var slot = First(item); ; slot = (slot + 1) & (Keys.Length - 1))
            {
                var key = Volatile.Read(ref Keys[slot]);
                if (key == 0 || key == item + 1)
                {
                    return key == 0 ? -1 : slot;
                }
            }
        }

        // Fibonacci hashing: neighbouring indices go far apart.
        private int First(int item) => (int)((uint)item * 2654435769u >> _shift);
    }
}
