"""Articles in, ranked and attributed evidence out: usable and measurable with no chat, prompt or model."""
