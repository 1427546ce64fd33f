"""Drawing: from plain data to SVG. It knows neither projects nor documents, and writes nothing."""
