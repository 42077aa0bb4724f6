@echo off
rem The tidemark command in the editor's terminals: runs with the editor's own Node, so that none has to be installed.
setlocal
if not defined TIDEMARK_NODE goto system
if not exist "%TIDEMARK_NODE%" goto system
set ELECTRON_RUN_AS_NODE=1
"%TIDEMARK_NODE%" "%~dp0..\dist\cli.mjs" %*
exit /b %ERRORLEVEL%
:system
node "%~dp0tidemark.mjs" %*
exit /b %ERRORLEVEL%
