namespace Marquee.Numerics;

/// <summary>One number at a time: the reference that every other width is tested against.</summary>
internal readonly unsafe struct ScalarLanes : ILanes<float>
{
    public static int Count => 1;

    public static float Load(float* address) => *address;

    public static void Store(float vector, float* address) => *address = vector;

    public static float Create(float value) => value;

    public static float Add(float left, float right) => left + right;

    public static float Multiply(float left, float right) => left * right;

    public static float MultiplyAdd(float left, float right, float addend) => MathF.FusedMultiplyAdd(left, right, addend);

    public static float MultiplySubtract(float left, float right, float addend) => MathF.FusedMultiplyAdd(-left, right, addend);

    public static float ReciprocalSquareRoot(float vector) => 1 / MathF.Sqrt(vector);

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
