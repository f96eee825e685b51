//! What a plan is: pure rules over plain facts. No files, no git, no terminal, no clock.
