"""Energy and carbon: bases, fuels, ratios, yields, savings, offsets."""
