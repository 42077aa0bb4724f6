"""The generator that the golden values' large samples are made with: the twin of generator.ts."""


def uniforms(seed, size):
    """mulberry32, in 32-bit integer arithmetic."""
    state = seed & 0xFFFFFFFF
    numbers = []
    for _ in range(size):
        state = (state + 0x6D2B79F5) & 0xFFFFFFFF
        t = ((state ^ (state >> 15)) * (state | 1)) & 0xFFFFFFFF
        t ^= (t + (((t ^ (t >> 7)) * (t | 61)) & 0xFFFFFFFF)) & 0xFFFFFFFF
        numbers.append((t ^ (t >> 14)) / 4294967296)
    return numbers
