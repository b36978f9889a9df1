"""What the pages are made of: choices, questions, figures and exports."""
