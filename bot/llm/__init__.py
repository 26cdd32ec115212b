"""A language model: chosen by the settings, asked through LlamaIndex, given up on when it fails."""
