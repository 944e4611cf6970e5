"""Notes, passages and references -> HTML that is safe to show, in a typesetter's dress."""
