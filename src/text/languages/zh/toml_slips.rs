//! TOML's own errors, which its reader says in English.

/// Translates a TOML error by the reader's own message.
pub(super) fn toml_slip(message: &str) -> &'static str {
    // What the reader would have expected is said in its own terms, of use to nobody who does not know them.
    let (what, _) = message.split_once(", expected").unwrap_or((message, ""));
    match what {
        "`_` may only go between digits" => "下划线只能写在数字之间",
        "cannot recurse further; max recursion depth met" | "recursion limit" => "括号套得太深",
        "carriage return must be followed by newline" => "换行符不完整，请用编辑器另存为普通文本",
        "duplicate key" => "同一个键写了两次",
        "extra `=`" => "多了一个等号",
        "extra assignment between key-value pairs" => "一行里写了两个等号",
        "extra comma in array" => "方括号中多了一个逗号",
        "extra comma in inline table" => "花括号中多了一个逗号",
        "integers with a radix cannot be signed" => "这种写法的数字前不能有正负号",
        "invalid basic string" | "invalid multi-line basic string" => {
            "引号中的文字不完整，或含有不能直接写的字符"
        }
        "invalid literal string" | "invalid multi-line literal string" => "单引号中的文字不完整",
        "invalid comment character" => "注释中有不可见的控制字符",
        "invalid inline table element" => "花括号中每一项应写成 键 = 值",
        "invalid key-value pair" => "此行应写成 键 = 值",
        "invalid unquoted key" | "unquoted keys cannot be empty" => {
            "等号前的键只能用半角字母、数字、- 和 _，其他文字要加半角引号"
        }
        "invalid value" => "等号后的值写法不对",
        "key with no value" | "missing value for key" | "missing value" => "键后面没有写值",
        "keys cannot be multi-line basic strings" | "keys cannot be multi-line literal strings" => {
            "键不能写成多行"
        }
        "missing array opening" => "少了左方括号 [",
        "missing assignment between key-value pairs" => "键与值之间少了等号 =",
        "missing comma between array elements" => "方括号中两个值之间少了半角逗号",
        "missing comma between key-value pairs" => "花括号中两项之间少了半角逗号",
        "missing comment start" => "注释前少了 #",
        "missing escaped value" | "too few unicode value digits" => {
            "反斜杠后面的写法不对，路径请改用 / 或单引号"
        }
        "missing inline table opening" => "少了左花括号 {",
        "missing key for inline table element" => "花括号中少了键",
        "missing opening quote" => "少了开头的半角引号",
        "missing table open" => "标题行少了左方括号 [",
        "radix must be lowercase" => "数字的进制标记应为小写",
        "redundant integer number prefix" => "数字前多了进制标记",
        "redundant numeric sign" | "unexpected sign" => "数字前多了正负号",
        "string values must be quoted" => "等号后的文字要加半角引号",
        "unclosed array table" | "unclosed table" => "标题行少了右方括号 ]",
        "unclosed array" => "方括号没有写完，少了 ]",
        "unclosed inline table" => "花括号没有写完，少了 }",
        "unexpected `=` in array" => "方括号中不能有等号",
        "unexpected content between comment and newline" | "unexpected content" => {
            "多了不该有的内容"
        }
        "unexpected key or value" => "此行不完整，或前一行没有写完",
        "unexpected leading zero" => "数字前面不能补零",
        _ => "此处不合 TOML 语法",
    }
}
