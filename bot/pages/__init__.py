"""Articles, drafts and pictures as static pages, and web addresses that open at the cited words."""
