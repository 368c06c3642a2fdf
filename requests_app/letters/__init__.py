"""Letters and mails: words put on paper. Knows no case and no database."""
