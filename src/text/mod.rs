//! The words of the program and how text fits a terminal.
