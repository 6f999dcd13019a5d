"""What `quality.py` measures, a file a kind of figure."""
