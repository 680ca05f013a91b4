"""What the strategies want of the assistant and the chat, by who wrote the tests."""
