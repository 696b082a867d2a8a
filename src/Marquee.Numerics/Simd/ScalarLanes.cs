namespace Marquee.Numerics;

/// <summary>One number at a time: the reference that every other width is tested against.</summary>
internal readonly unsafe struct ScalarLanes : ILanes<float>
{
    public static int Count => 1;

    public static float Load(float* address) => *address;

    public static void Store(float vector, float* address) => *address = vector;

    public static float LoadFirst(float* address, int count, float rest) => count == 0 ? rest : *address;

    public static void StoreFirst(float vector, float* address, int count)
    {
        if (count > 0)
        {
            *address = vector;
        }
    }

    public static float Create(float value) => value;

    public static float Add(float left, float right) => left + right;

    public static float Subtract(float left, float right) => left - right;

    public static float Multiply(float left, float right) => left * right;

    public static float Divide(float left, float right) => left / right;

    public static float Max(float left, float right) => left > right ? left : right;

    public static float Min(float left, float right) => left < right ? left : right;

    public static float MultiplyAdd(float left, float right, float addend) => MathF.FusedMultiplyAdd(left, right, addend);

    public static float MultiplySubtract(float left, float right, float addend) => MathF.FusedMultiplyAdd(-left, right, addend);

    public static float ReciprocalSquareRoot(float vector) => 1 / MathF.Sqrt(vector);

    public static float SquareRoot(float vector) => MathF.Sqrt(vector);

    public static float Round(float vector) => MathF.Round(vector);

    // In two steps, since 2^128 is no number.
    public static float ScaleByPowerOfTwo(float vector, float exponent) => vector * 2 * BitConverter.Int32BitsToSingle(((int)exponent + 126) << 23);

    public static float Exp(float vector) => ElementaryFunctions.Exp<ScalarLanes, float>(vector);

    public static float Log(float vector) => MathF.Log(vector);

    public static float Select(float left, float right, float whenGreater, float otherwise) => left > right ? whenGreater : otherwise;

    public static float Sum(float vector) => vector;

    public static float Largest(float vector) => vector;

    public static float Drop(float vector, uint counter, uint firstKey, uint secondKey, uint threshold)
    {
        var hash = counter ^ firstKey;
        hash = ((hash ^ (hash >> 16)) * 0x21F0AAAD) ^ secondKey;
        hash = (hash ^ (hash >> 15)) * 0x735A2D97;
        return (hash ^ (hash >> 15)) < threshold ? 0 : vector;
    }

    public static void StoreSums(float a, float b, float c, float d, float e, float f, float g, float h, float* address)
    {
        address[0] = a;
        address[1] = b;
        address[2] = c;
        address[3] = d;
        address[4] = e;
        address[5] = f;
        address[6] = g;
        address[7] = h;
    }

    public static uint GreaterThan(float left, float right) => left > right ? 1u : 0u;
}
